"""The peer of the training benchmarks: PyTorch with torchvision's networks, driven line by line over standard input.

Commands, one a line, each answered by one line:

  open FOLDER NETWORK THREADS EXAMPLES BANDS FRAMES LABELS MEAN DEVIATION
                       builds the network with the weights in FOLDER (names.txt: a name a line; weights.f32: all values
                       in that order), takes features.f32 [EXAMPLES, BANDS, FRAMES] and targets.f32; answers "ok"
  double               goes on in double precision, with the same weights; answers "ok"
  layout LAYOUT        contiguous or channels_last, for the network and its images; answers "ok"
  evaluate FILE        writes the logits [EXAMPLES, LABELS] as they are served; answers "ok"
  gradients FILE       one forward and backward pass; writes all gradients in the order of names.txt
                       (zeros for running statistics); answers the loss
  step                 a training step; answers its processor time and its time, in ns, and the loss before it
  infer WAY EXAMPLES   the logits of the first EXAMPLES, eager or frozen (TorchScript); answers processor time and time
  export FILE          torch.onnx.export of the network as it is, with torchvision's own head; answers "ok"
  versions             what is measured
"""

import math
import os
import sys
import time
import warnings

import numpy
import torch
import torchvision

MOMENTUM, LEARNING_RATE, WEIGHT_DECAY, CLIPPING = 0.9, 1e-4, 0.02, 2.0


class DeepHead(torch.nn.Module):
    """Layer normalisation, rectifier and linear layer under the names of lumen's head."""

    def __init__(self, inputs, labels):
        super().__init__()
        self.deep_head = torch.nn.Module()
        self.deep_head.layernorm = torch.nn.LayerNorm(inputs)
        self.deep_head.linear = torch.nn.Linear(inputs, labels)

    def forward(self, features):
        return self.deep_head.linear(torch.relu(self.deep_head.layernorm(features)))


class AstLayer(torch.nn.Module):
    """A layer of the audio spectrogram transformer, written as Hugging Face's ASTLayer computes it."""

    def __init__(self, width, heads):
        super().__init__()
        linear, norm = torch.nn.Linear, lambda: torch.nn.LayerNorm(width, eps=1e-12)
        self.heads = heads
        self.attention = torch.nn.Module()
        self.attention.attention = torch.nn.Module()
        for name in ("query", "key", "value"):
            setattr(self.attention.attention, name, linear(width, width))
        self.attention.output = torch.nn.Module()
        self.attention.output.dense = linear(width, width)
        self.intermediate, self.output = torch.nn.Module(), torch.nn.Module()
        self.intermediate.dense, self.output.dense = linear(width, 4 * width), linear(4 * width, width)
        self.layernorm_before, self.layernorm_after = norm(), norm()

    def forward(self, tokens):
        examples, count, width = tokens.shape
        normal, inner = self.layernorm_before(tokens), self.attention.attention
        split = lambda values: values.view(examples, count, self.heads, -1).permute(0, 2, 1, 3)
        query, key, value = split(inner.query(normal)), split(inner.key(normal)), split(inner.value(normal))
        scores = torch.matmul(query, key.transpose(-1, -2)) / math.sqrt(width // self.heads)
        context = torch.matmul(torch.softmax(scores, -1), value).permute(0, 2, 1, 3).reshape(examples, count, width)
        tokens = self.attention.output.dense(context) + tokens
        hidden = torch.nn.functional.gelu(self.intermediate.dense(self.layernorm_after(tokens)))
        return self.output.dense(hidden) + tokens


class Ast(torch.nn.Module):
    """The audio spectrogram transformer under the parameter names of Hugging Face's ASTModel, linear layer as head."""

    def __init__(self, labels, layers=12, width=768, heads=12, bands=128, frames=1024):
        super().__init__()
        self.rows, self.columns = (bands - 16) // 10 + 1, (frames - 16) // 10 + 1
        root = self.audio_spectrogram_transformer = torch.nn.Module()
        root.embeddings, root.encoder = torch.nn.Module(), torch.nn.Module()
        token = lambda count: torch.nn.Parameter(torch.zeros(1, count, width))
        root.embeddings.cls_token, root.embeddings.distillation_token = token(1), token(1)
        root.embeddings.position_embeddings = token(2 + self.rows * self.columns)
        root.embeddings.patch_embeddings = torch.nn.Module()
        root.embeddings.patch_embeddings.projection = torch.nn.Conv2d(1, width, 16, 10)
        root.encoder.layer = torch.nn.ModuleList(AstLayer(width, heads) for _ in range(layers))
        root.layernorm = torch.nn.LayerNorm(width, eps=1e-12)
        self.classifier = torch.nn.Linear(width, labels)

    def forward(self, image):
        root = self.audio_spectrogram_transformer
        patches = root.embeddings.patch_embeddings.projection(image)
        examples, width, _, columns = patches.shape
        positions = root.embeddings.position_embeddings
        grid = positions[:, 2:].view(1, self.rows, self.columns, width)[:, :, :columns]
        placed = (patches.permute(0, 2, 3, 1) + grid).reshape(examples, -1, width)
        special = torch.cat((root.embeddings.cls_token, root.embeddings.distillation_token), 1) + positions[:, :2]
        tokens = torch.cat((special.expand(examples, -1, -1), placed), 1)
        for layer in root.encoder.layer:
            tokens = layer(tokens)
        tokens = root.layernorm(tokens)
        return self.classifier((tokens[:, 0] + tokens[:, 1]) / 2)


def build(name, labels):
    """The network without anything random, and how many channels its images have."""
    if name == "ast":
        return Ast(labels), 1
    network = getattr(torchvision.models, name)(weights=None)
    if hasattr(network, "fc"):
        network.fc = DeepHead(network.fc.in_features, labels)
    else:
        network.classifier[-1] = DeepHead(network.classifier[-1].in_features, labels)
    for module in network.modules():
        if isinstance(module, (torch.nn.Dropout, torchvision.ops.StochasticDepth)):
            module.p = 0.0
    return network, 3


class Training:
    """The network, its data and its optimizer."""

    def __init__(self, folder, name, threads, examples, bands, frames, labels, mean, deviation):
        torch.set_num_threads(int(threads))
        self.name, self.labels = name, int(labels)
        self.network, self.channels = build(name, self.labels)
        self.names = [line.strip() for line in open(os.path.join(folder, "names.txt"))]
        values = numpy.fromfile(os.path.join(folder, "weights.f32"), dtype="<f4")
        state, place = self.network.state_dict(), 0
        for name in self.names:
            count = state[name].numel()
            with torch.no_grad():
                state[name].copy_(torch.from_numpy(values[place:place + count]).reshape(state[name].shape))
            place += count
        assert place == len(values), "there are more weights than the network has"
        missing = [name for name in state if name not in self.names and not name.endswith("num_batches_tracked")]
        assert not missing, f"no weights for {missing}"
        features = numpy.fromfile(os.path.join(folder, "features.f32"), dtype="<f4")
        self.features = torch.from_numpy(features).reshape(int(examples), int(bands), int(frames))
        targets = numpy.fromfile(os.path.join(folder, "targets.f32"), dtype="<f4")
        self.targets = torch.from_numpy(targets).reshape(int(examples), self.labels)
        self.mean, self.deviation = float(mean), float(deviation)
        self.format = torch.contiguous_format
        self.prepare()

    def prepare(self):
        self.parameters = list(self.network.parameters())
        self.optimizer = torch.optim.AdamW(
            [{"params": [p for p in self.parameters if p.dim() > 1], "weight_decay": WEIGHT_DECAY},
             {"params": [p for p in self.parameters if p.dim() <= 1], "weight_decay": 0.0}],
            lr=LEARNING_RATE, betas=(MOMENTUM, 0.999))
        self.frozen = None

    def double(self):
        self.network.double()
        self.features, self.targets = self.features.double(), self.targets.double()
        self.prepare()

    def layout(self, name):
        self.format = torch.channels_last if name == "channels_last" else torch.contiguous_format
        self.network.to(memory_format=self.format)
        self.frozen = None

    def images(self, examples=None):
        features = self.features[:examples]
        image = ((features - self.mean) / self.deviation).unsqueeze(1).expand(-1, self.channels, -1, -1)
        return image.contiguous(memory_format=self.format)

    def loss(self):
        self.network.train()
        return torch.nn.functional.binary_cross_entropy_with_logits(self.network(self.images()), self.targets)

    def evaluate(self):
        self.network.eval()
        with torch.no_grad():
            return self.network(self.images()).numpy()

    def gradients(self):
        statistics = {name: value.clone() for name, value in self.network.state_dict().items()}
        self.optimizer.zero_grad()
        loss = self.loss()
        loss.backward()
        gradients = {name: parameter.grad for name, parameter in self.network.named_parameters()}
        state = self.network.state_dict()
        flat = [gradients[name] if name in gradients else torch.zeros_like(state[name]) for name in self.names]
        self.network.load_state_dict(statistics)
        return float(loss), numpy.concatenate([value.contiguous().numpy().ravel() for value in flat])

    def step(self):
        processor, wall = time.process_time_ns(), time.perf_counter_ns()
        self.optimizer.zero_grad()
        loss = self.loss()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.parameters, CLIPPING)
        self.optimizer.step()
        value = float(loss)
        return f"{time.process_time_ns() - processor} {time.perf_counter_ns() - wall} {value!r}"

    def infer(self, way, examples):
        self.network.eval()
        with torch.no_grad():
            images = self.images(int(examples))
            network = self.network
            if way == "frozen":
                if self.frozen is None:
                    self.frozen = torch.jit.freeze(torch.jit.trace(self.network, images))
                network = self.frozen
            processor, wall = time.process_time_ns(), time.perf_counter_ns()
            network(images)
            return f"{time.process_time_ns() - processor} {time.perf_counter_ns() - wall} 0"

    def export(self, file):
        network = self.network.eval()
        torch.onnx.export(
            network, self.images(), file, opset_version=17, training=torch.onnx.TrainingMode.PRESERVE,
            do_constant_folding=False, input_names=["image"], output_names=["logits"],
            dynamic_axes={"image": {0: "N"}, "logits": {0: "N"}})


def main():
    warnings.filterwarnings("ignore")
    training = None
    for line in sys.stdin:
        command, *arguments = line.split()
        answer = "ok"
        if command == "open":
            training = None
            training = Training(*arguments)
        elif command == "double":
            training.double()
        elif command == "layout":
            training.layout(*arguments)
        elif command == "evaluate":
            training.evaluate().astype("<f4").tofile(arguments[0])
        elif command == "gradients":
            loss, gradients = training.gradients()
            gradients.astype("<f4").tofile(arguments[0])
            answer = repr(loss)
        elif command == "step":
            answer = training.step()
        elif command == "infer":
            answer = training.infer(*arguments)
        elif command == "export":
            training.export(*arguments)
        elif command == "versions":
            answer = f"torch {torch.__version__}, torchvision {torchvision.__version__}"
        else:
            raise ValueError(f"unknown command {command}")
        print(answer, flush=True)


if __name__ == "__main__":
    main()
