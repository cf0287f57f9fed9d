"""What a user sees. The only room with Qt; every screen is a sub-room, all draw from `gui.kit`."""
