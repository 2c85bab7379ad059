"""The peer of the features benchmarks: torchaudio on one thread, driven line by line over standard input.

Commands, one a line, each answered by one line:

  open TRANSFORM RATE FRAME HOP BANDS COEFFICIENTS SAMPLES_FILE   takes mono float32 samples, little-endian; "ok"
  decode TRANSFORM RATE FRAME HOP BANDS COEFFICIENTS AUDIO_FILE   decodes a file to mono in each round; "ok"
  rounds MILLISECONDS   computes the feature for so long, at least once; answers the time of each round in ns
  result FILE           writes the last feature, [rows, frames] float32; "ok"
  reference FILE        the same from its definition in double precision, with numpy alone, float64; "ok"
  versions              what is measured
"""

import sys
import time

import numpy
import torch
import torchaudio

torch.set_num_threads(1)
torch.set_num_interop_threads(1)


def mel_options(rate, frame, hop, bands):
    return dict(n_fft=frame, hop_length=hop, n_mels=bands, f_min=0.0, f_max=rate / 2, power=2.0, center=True,
                pad_mode="constant", norm="slaney", mel_scale="slaney")


def transform_of(name, rate, frame, hop, bands, coefficients):
    """The transform as torchaudio has it: from samples [n] to features [rows, frames]."""
    options = mel_options(rate, frame, hop, bands)
    if name == "MEL_SPECTROGRAM":
        return torchaudio.transforms.MelSpectrogram(sample_rate=rate, **options)
    if name == "LOG_MEL_SPECTROGRAM":
        return torch.nn.Sequential(
            torchaudio.transforms.MelSpectrogram(sample_rate=rate, **options),
            torchaudio.transforms.AmplitudeToDB("power", top_db=None))
    if name == "MFCC":
        return torchaudio.transforms.MFCC(sample_rate=rate, n_mfcc=coefficients, melkwargs=options)
    if name == "AST":
        return lambda signal: torchaudio.compliance.kaldi.fbank(
            signal[None, :], sample_frequency=rate, window_type="hanning", num_mel_bins=bands, htk_compat=True,
            use_energy=False, dither=0.0, frame_length=25.0, frame_shift=10.0, low_freq=20.0, high_freq=rate / 2).T
    raise ValueError(f"torchaudio has no {name}")


def hertz_to_mel(hertz):
    """Slaney's scale: linear up to 1 kHz, logarithmic above."""
    linear = hertz / (200.0 / 3)
    with numpy.errstate(divide="ignore"):
        logarithmic = 15.0 + numpy.log(hertz / 1000.0) * 27 / numpy.log(6.4)
    return numpy.where(hertz < 1000.0, linear, logarithmic)


def mel_to_hertz(mel):
    return numpy.where(mel < 15.0, mel * 200.0 / 3, 1000.0 * numpy.exp((mel - 15.0) * numpy.log(6.4) / 27))


def framed(samples, frame, hop, count):
    return samples[numpy.arange(frame)[None, :] + hop * numpy.arange(count)[:, None]]


def power_of(frames):
    return numpy.abs(numpy.fft.rfft(frames, axis=1)) ** 2


def mel_reference(samples, rate, frame, hop, bands):
    window = 0.5 - 0.5 * numpy.cos(2 * numpy.pi * numpy.arange(frame) / frame)
    power = power_of(framed(numpy.pad(samples, frame // 2), frame, hop, 1 + len(samples) // hop) * window)
    points = mel_to_hertz(numpy.linspace(0, hertz_to_mel(numpy.float64(rate / 2)), bands + 2))
    bins = numpy.arange(frame // 2 + 1) * rate / frame
    rising = (bins[None, :] - points[:-2, None]) / (points[1:-1] - points[:-2])[:, None]
    falling = (points[2:, None] - bins[None, :]) / (points[2:] - points[1:-1])[:, None]
    filters = numpy.maximum(0, numpy.minimum(rising, falling)) * (2.0 / (points[2:] - points[:-2]))[:, None]
    return filters @ power.T


def kaldi_reference(samples, rate, frame, hop, bands):
    frames = framed(samples, frame, hop, 1 + (len(samples) - frame) // hop)
    frames = frames - frames.mean(axis=1, keepdims=True)
    frames = frames - 0.97 * numpy.concatenate([frames[:, :1], frames[:, :-1]], axis=1)
    window = 0.5 - 0.5 * numpy.cos(2 * numpy.pi * numpy.arange(frame) / (frame - 1))
    length = 1 << (frame - 1).bit_length()
    power = power_of(numpy.pad(frames * window, ((0, 0), (0, length - frame))))
    lowest, highest = 1127 * numpy.log1p(20 / 700), 1127 * numpy.log1p(rate / 2 / 700)
    step = (highest - lowest) / (bands + 1)
    at = 1127 * numpy.log1p(numpy.arange(length // 2) * rate / length / 700)
    filters = numpy.maximum(0, 1 - numpy.abs((at[None, :] - lowest) / step - numpy.arange(1, bands + 1)[:, None]))
    return numpy.log(numpy.maximum(numpy.finfo(numpy.float32).eps, filters @ power[:, :-1].T))


def reference_of(name, samples, rate, frame, hop, bands, coefficients):
    """The definitions, written down once more in double precision."""
    if name == "AST":
        return kaldi_reference(samples, rate, frame, hop, bands)
    mel = mel_reference(samples, rate, frame, hop, bands)
    if name == "MEL_SPECTROGRAM":
        return mel
    decibels = 10 * numpy.log10(numpy.maximum(1e-10, mel))
    if name == "LOG_MEL_SPECTROGRAM":
        return decibels
    decibels = numpy.maximum(decibels, decibels.max() - 80)
    row, column = numpy.arange(coefficients)[:, None], numpy.arange(bands)[None, :]
    cosines = numpy.cos(numpy.pi * row * (column + 0.5) / bands) * numpy.sqrt(2.0 / bands)
    cosines[0] /= numpy.sqrt(2)
    return cosines @ decibels


class Task:
    """A transform with what it is applied to."""

    def __init__(self, name, rate, frame, hop, bands, coefficients, samples=None, audio=None):
        self.name, self.rate = name, int(rate)
        self.shape = int(frame), int(hop), int(bands), int(coefficients)
        self.transform = transform_of(name, self.rate, *self.shape)
        self.audio = audio
        self.signal = None if samples is None else torch.from_numpy(numpy.fromfile(samples, dtype="<f4"))
        self.resample = {}
        self.result = None

    def decoded(self):
        signal, rate = torchaudio.load(self.audio)
        signal = signal.mean(0)
        if rate == self.rate:
            return signal
        if rate not in self.resample:
            self.resample[rate] = torchaudio.transforms.Resample(rate, self.rate)
        return self.resample[rate](signal)

    def round(self):
        start = time.perf_counter_ns()
        self.result = self.transform(self.decoded() if self.signal is None else self.signal)
        return time.perf_counter_ns() - start

    def rounds(self, milliseconds):
        times = []
        end = time.perf_counter_ns() + 1_000_000 * milliseconds
        with torch.inference_mode():
            while not times or time.perf_counter_ns() < end:
                times.append(self.round())
        return times

    def reference(self):
        return reference_of(self.name, self.signal.numpy().astype(numpy.float64), self.rate, *self.shape)


def main():
    task = None
    for line in sys.stdin:
        command, *arguments = line.split()
        if command == "open":
            task = Task(*arguments[:-1], samples=arguments[-1])
            answer = "ok"
        elif command == "decode":
            task = Task(*arguments[:-1], audio=arguments[-1])
            answer = "ok"
        elif command == "rounds":
            answer = " ".join(map(str, task.rounds(int(arguments[0]))))
        elif command == "result":
            task.result.contiguous().numpy().astype("<f4").tofile(arguments[0])
            answer = "ok"
        elif command == "reference":
            task.reference().astype("<f8").tofile(arguments[0])
            answer = "ok"
        elif command == "versions":
            answer = f"torchaudio {torchaudio.__version__}, torch {torch.__version__}, numpy {numpy.__version__}"
        else:
            raise ValueError(f"unknown command {command}")
        print(answer, flush=True)


if __name__ == "__main__":
    main()
