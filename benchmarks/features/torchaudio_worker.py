"""The peer of the features benchmark: torchaudio on one thread, driven line by line over standard input.

Commands, one a line, each answered by one line:

  open RATE N_FFT HOP MELS F_MIN F_MAX SAMPLES_FILE   takes mono float32 samples, little-endian; answers "ok"
  round                                               computes the log-mel spectrogram; answers its time in ns
  result FILE                                         writes the last spectrogram, [mels, frames] float32; "ok"
  reference FILE                                      the same in float64 with numpy alone; "ok"
  versions                                            what is measured
"""

import sys
import time

import numpy
import torch
import torchaudio

torch.set_num_threads(1)
torch.set_num_interop_threads(1)


def hertz_to_mel(hertz):
    """Slaney's scale: linear up to 1 kHz, logarithmic above."""
    linear = hertz / (200.0 / 3)
    with numpy.errstate(divide="ignore"):
        logarithmic = 15.0 + numpy.log(hertz / 1000.0) * 27 / numpy.log(6.4)
    return numpy.where(hertz < 1000.0, linear, logarithmic)


def mel_to_hertz(mel):
    return numpy.where(mel < 15.0, mel * 200.0 / 3, 1000.0 * numpy.exp((mel - 15.0) * numpy.log(6.4) / 27))


class Shape:
    """One shape of the transform with its samples."""

    def __init__(self, rate, n_fft, hop, mels, f_min, f_max, samples_file):
        self.rate, self.n_fft, self.hop, self.mels = int(rate), int(n_fft), int(hop), int(mels)
        self.f_min, self.f_max = float(f_min), float(f_max)
        self.samples = numpy.fromfile(samples_file, dtype="<f4")
        self.signal = torch.from_numpy(self.samples)
        self.transform = torch.nn.Sequential(
            torchaudio.transforms.MelSpectrogram(
                sample_rate=self.rate, n_fft=self.n_fft, hop_length=self.hop, n_mels=self.mels,
                f_min=self.f_min, f_max=self.f_max, power=2.0, center=True, pad_mode="constant",
                norm="slaney", mel_scale="slaney"),
            torchaudio.transforms.AmplitudeToDB("power", top_db=None))
        self.result = None

    def round(self):
        with torch.inference_mode():
            start = time.perf_counter_ns()
            self.result = self.transform(self.signal)
            return time.perf_counter_ns() - start

    def reference(self):
        """The definition, written down once more in double precision."""
        padded = numpy.pad(self.samples.astype(numpy.float64), self.n_fft // 2)
        frames = 1 + len(self.samples) // self.hop
        window = 0.5 - 0.5 * numpy.cos(2 * numpy.pi * numpy.arange(self.n_fft) / self.n_fft)
        index = numpy.arange(self.n_fft)[None, :] + self.hop * numpy.arange(frames)[:, None]
        power = numpy.abs(numpy.fft.rfft(padded[index] * window, axis=1)) ** 2
        points = mel_to_hertz(numpy.linspace(
            hertz_to_mel(numpy.float64(self.f_min)), hertz_to_mel(numpy.float64(self.f_max)), self.mels + 2))
        bins = numpy.arange(self.n_fft // 2 + 1) * self.rate / self.n_fft
        rising = (bins[None, :] - points[:-2, None]) / (points[1:-1] - points[:-2])[:, None]
        falling = (points[2:, None] - bins[None, :]) / (points[2:] - points[1:-1])[:, None]
        filters = numpy.maximum(0, numpy.minimum(rising, falling)) * (2.0 / (points[2:] - points[:-2]))[:, None]
        return 10 * numpy.log10(numpy.maximum(1e-10, filters @ power.T))


def main():
    shape = None
    for line in sys.stdin:
        command, *arguments = line.split()
        if command == "open":
            shape = Shape(*arguments)
            answer = "ok"
        elif command == "round":
            answer = shape.round()
        elif command == "result":
            shape.result.numpy().astype("<f4").tofile(arguments[0])
            answer = "ok"
        elif command == "reference":
            shape.reference().astype("<f8").tofile(arguments[0])
            answer = "ok"
        elif command == "versions":
            answer = f"torchaudio {torchaudio.__version__}, torch {torch.__version__}, numpy {numpy.__version__}"
        else:
            raise ValueError(f"unknown command {command}")
        print(answer, flush=True)


if __name__ == "__main__":
    main()
