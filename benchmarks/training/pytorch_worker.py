"""The peer of the training benchmark: torchvision's MobileNetV3-Large, driven line by line over standard input.

Commands, one a line, each answered by one line:

  open FOLDER THREADS EXAMPLES BANDS FRAMES LABELS MEAN DEVIATION   builds the network with the weights in FOLDER
                                     (names.txt: name and shape a line; weights.f32: all values in that order),
                                     takes features.f32 [EXAMPLES, BANDS, FRAMES] and targets.f32; answers "ok"
  evaluate FILE                      writes the logits [EXAMPLES, LABELS] as they are served; answers "ok"
  gradients FILE                     one forward and backward pass; writes all gradients in the order of names.txt
                                     (zeros for running statistics); answers the loss
  step                               a training step; answers its processor time and its time, in ns
  versions                           what is measured
"""

import os
import sys
import time

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


class Training:
    """The network, its data and its optimizer."""

    def __init__(self, folder, threads, examples, bands, frames, labels, mean, deviation):
        torch.set_num_threads(int(threads))
        self.labels = int(labels)
        network = torchvision.models.mobilenet_v3_large(weights=None)
        network.classifier[2] = torch.nn.Identity()
        network.classifier[3] = DeepHead(network.classifier[3].in_features, self.labels)
        self.network = network.to(memory_format=torch.channels_last)
        self.names = [line.split()[0] for line in open(os.path.join(folder, "names.txt"))]
        values = numpy.fromfile(os.path.join(folder, "weights.f32"), dtype="<f4")
        state, place = self.network.state_dict(), 0
        for name in self.names:
            count = state[name].numel()
            with torch.no_grad():
                state[name].copy_(torch.from_numpy(values[place:place + count]).reshape(state[name].shape))
            place += count
        assert place == len(values), "there are more weights than the network has"
        features = numpy.fromfile(os.path.join(folder, "features.f32"), dtype="<f4")
        self.features = torch.from_numpy(features).reshape(int(examples), int(bands), int(frames))
        targets = numpy.fromfile(os.path.join(folder, "targets.f32"), dtype="<f4")
        self.targets = torch.from_numpy(targets).reshape(int(examples), self.labels)
        self.mean, self.deviation = float(mean), float(deviation)
        parameters = list(self.network.parameters())
        self.parameters = parameters
        self.optimizer = torch.optim.AdamW(
            [{"params": [p for p in parameters if p.dim() > 1], "weight_decay": WEIGHT_DECAY},
             {"params": [p for p in parameters if p.dim() <= 1], "weight_decay": 0.0}],
            lr=LEARNING_RATE, betas=(MOMENTUM, 0.999))

    def forward(self):
        image = ((self.features - self.mean) / self.deviation).unsqueeze(1).expand(-1, 3, -1, -1)
        return self.network(image.contiguous(memory_format=torch.channels_last))

    def loss(self):
        self.network.train()
        return torch.nn.functional.binary_cross_entropy_with_logits(self.forward(), self.targets)

    def evaluate(self):
        self.network.eval()
        with torch.no_grad():
            return self.forward().numpy()

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
        float(loss)
        return f"{time.process_time_ns() - processor} {time.perf_counter_ns() - wall}"


def main():
    training = None
    for line in sys.stdin:
        command, *arguments = line.split()
        if command == "open":
            training = Training(*arguments)
            answer = "ok"
        elif command == "evaluate":
            training.evaluate().astype("<f4").tofile(arguments[0])
            answer = "ok"
        elif command == "gradients":
            loss, gradients = training.gradients()
            gradients.astype("<f4").tofile(arguments[0])
            answer = repr(loss)
        elif command == "step":
            answer = training.step()
        elif command == "versions":
            answer = f"torch {torch.__version__}, torchvision {torchvision.__version__}"
        else:
            raise ValueError(f"unknown command {command}")
        print(answer, flush=True)


if __name__ == "__main__":
    main()
