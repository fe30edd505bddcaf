# SPDX-License-Identifier: Apache-2.0
"""The TIFF as other programs read it, beside the PDF as Ghostscript draws it; and the memory it takes to make."""
import re
import resource
import shutil

from PIL import Image, ImageStat
from lib import EXAMPLES, check, end, run, scratch, tool

Image.MAX_IMAGE_PIXELS = None
out = scratch()
tiff, pdf = out / "board.tif", out / "board.pdf"

result = run("render", EXAMPLES["school"], "-o", tiff, "--quiet")
check(result.returncode == 0, result.stderr)
peak_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
check(peak_mb <= 256, f"rendering the TIFF takes {peak_mb:.0f} MB, at most 256")
check(run("render", EXAMPLES["school"], "-o", pdf, "--quiet").returncode == 0, "the PDF is rendered")

info = tool("tiffinfo", tiff)
for wanted in (r"Image Width: 9272 Image Length: 21024", r"Resolution: 300, 300 pixels/inch", r"Bits/Sample: 8",
               r"Photometric Interpretation: separated", r"Samples/Pixel: 4", r"Planar Configuration: single",
               r"Compression Scheme: AdobeDeflate", r"ICC Profile: <present>", r"XMLPacket"):
    check(re.search(wanted, info), f"tiffinfo says {wanted}")
check("Warning" not in info and "Extra Samples" not in info, "tiffinfo warns of nothing")
check(tool("identify", "-ping", "-limit", "width", "30KP", "-limit", "height", "30KP", "-units", "PixelsPerInch",
           "-format", "%w %h %x %y %[colorspace] %z", tiff).split()[:6]
      == ["9272", "21024", "300", "300", "CMYK", "8"], "identify agrees")
xmp = tool("exiftool", "-XMP:all", "-ICC_Profile:ProfileClass", tiff)
check("Title" in xmp and "Output Device Profile" in xmp, f"exiftool finds title and profile: {xmp[:300]}")

# At 72 dpi: ours by averaging the TIFF's pixels, Ghostscript's by drawing the PDF at 300 and averaging likewise.
plates = out / "gs.tif"
tool("gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiff32nc", "-r288", "-dTextAlphaBits=4",
     "-dGraphicsAlphaBits=4", "-dUseFastColor=true", "-sCompression=lzw", f"-sOutputFile={plates}", pdf)
size = (2225, 5046)
ours = Image.open(tiff).resize(size, Image.Resampling.BOX)
theirs = Image.open(plates).resize(size, Image.Resampling.BOX)
check(ours.mode == theirs.mode == "CMYK", f"both are CMYK: {ours.mode} {theirs.mode}")
for name, a, b in zip("CMYK", ours.split(), theirs.split()):
    from PIL import ImageChops
    difference = ImageStat.Stat(ImageChops.difference(a, b)).mean[0] / 255
    check(difference <= 0.02, f"plate {name}: mean difference {difference:.4f} ≤ 0.02")
    print(f"plate {name}: mean difference {difference:.4f}")
    check(ImageStat.Stat(a).stddev[0] > 5, f"plate {name} is not empty")
shutil.rmtree(out)
end(least=20)
