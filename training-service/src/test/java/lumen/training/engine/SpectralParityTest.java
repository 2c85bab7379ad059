package lumen.training.engine;

import java.util.ArrayList;
import java.util.List;

/** Fourier transforms and windows, in the engine and in ONNX Runtime. */
class SpectralParityTest extends OperatorParity {
    static List<OperatorCase> cases() {
        List<OperatorCase> cases = new ArrayList<>();
        for (long oneSided : new long[] {0, 1}) {
            cases.add(
                    OperatorCase.of(
                            "DFT, onesided " + oneSided,
                            new Graphs()
                                    .input("x", 2, 8, 1)
                                    .output()
                                    .node("DFT", "x", "y", "onesided", oneSided)
                                    .model()));
        }
        cases.add(
                OperatorCase.of(
                        "DFT and its inverse along a named axis",
                        new Graphs()
                                .input("x", 2, 3, 8, 1)
                                .output()
                                .scalar("a", 2)
                                .node("DFT", "x,,a", "f")
                                .node("DFT", "f,,a", "y", "inverse", 1L)
                                .model(20)));
        for (String window : List.of("HannWindow", "HammingWindow", "BlackmanWindow")) {
            cases.add(
                    OperatorCase.of(
                            "STFT with " + window,
                            new Graphs()
                                    .input("x", 2, 40, 1)
                                    .output()
                                    .scalar("hop", 4)
                                    .scalar("n", 16)
                                    .node(window, "n", "w")
                                    .node("STFT", "x,hop,w", "y")
                                    .model()));
        }
        return cases;
    }
}
