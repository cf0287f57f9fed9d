"""MAKES THE DEMO: invented patients, their pages rendered as scans with ground truth, and the demo workspace.

`corpus.make_corpus(folder)` writes the files and returns them with their truth; `seed.make_demo(folder)`
puts them into a workspace through the services. `script` reads the texts, `layout` sets them on paper,
`paper` and `vector` draw, `scan` makes the faults of scanner and camera, `files` writes PDF, JPEG and TIFF.
"""
