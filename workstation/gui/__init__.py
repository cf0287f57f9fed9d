"""What a user sees. The only room with Qt; every screen is a sub-room, and all of them draw from `gui.kit`."""
