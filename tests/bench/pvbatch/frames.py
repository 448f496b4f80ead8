"""What pvbatch runs for run.py: draws every N-th frame of a series, as users' scripts do.

usage: pvbatch frames.py KIND XDMF FOLDER FIRST EVERY FRAMES
"""
import sys
import time

from paraview.simple import (CreateRenderView, ColorBy, Contour, Gradient, SaveScreenshot, Show, Slice, XDMFReader,
                             _DisableFirstRenderCameraReset)

kind, xdmf, folder = sys.argv[1:4]
first, every, frames = map(int, sys.argv[4:7])
_DisableFirstRenderCameraReset()

reader = XDMFReader(FileNames=[xdmf])
view = CreateRenderView(ViewSize=[1024, 768])
view.UseFXAA = 0
view.OrientationAxesVisibility = 0
view.Background = [1, 1, 1]
view.UseColorPaletteForBackground = 0
colored = {"isosurface": "temperature", "vortex": "Q Criterion"}.get(kind, "density")
source = reader
if kind in ("slice", "image"):
    source = Slice(Input=reader, SliceType="Plane")
    source.SliceType.Normal = [0, 0, 1]
    source.SliceType.Origin = [0.5, 0.5, 0.5]
elif kind == "isosurface":
    source = Contour(Input=reader, ContourBy=["POINTS", "density"], Isosurfaces=[0.4])
elif kind == "vortex":
    slopes = Gradient(Input=reader, ScalarArray=["POINTS", "wind"], ComputeGradient=0, ComputeQCriterion=1)
    source = Contour(Input=slopes, ContourBy=["POINTS", "Q Criterion"], Isosurfaces=[10])

view.ViewTime = first
display = Show(source, view)
if kind == "volume":
    display.SetRepresentationType("Volume")
    display.VolumeRenderingMode = "Ray Cast Only"
ColorBy(display, ("POINTS", colored))
display.SetScalarBarVisibility(view, True)
view.CameraPosition = [0.5, 0.5, 3.2] if kind == "image" else [1.7, -1.6, 1.9]
view.CameraFocalPoint = [0.5, 0.5, 0.5]
view.CameraViewUp = [0, 1, 0] if kind == "image" else [0, 0, 1]
start = time.perf_counter()
for step in range(first, frames, every):
    view.ViewTime = step
    SaveScreenshot(f"{folder}/{kind}_{step}.png", view, ImageResolution=[1024, 768])
print(f"{time.perf_counter() - start:.3f} s of frames")
