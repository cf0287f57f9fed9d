"""The tour: a whole journey played through the real widgets with keys, mouse and files, off-screen or not.

`hands` moves and waits, `person` knows the screens, `story` says what is read and typed, `play` takes the
pictures. It uses nothing a person could not reach: public places of the widgets, never the services behind them.
"""
