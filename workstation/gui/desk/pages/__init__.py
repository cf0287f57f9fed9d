"""The page: documents and thumbnails, continuous scroll, words selectable on scans, evidence in place."""
