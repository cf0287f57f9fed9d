"""The timeline: therapy, responses and relapse drawn to scale; every mark opens the page it was read from."""
