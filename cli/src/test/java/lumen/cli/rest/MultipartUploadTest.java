package lumen.cli.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;
import lumen.cli.selection.AudioFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MultipartUploadTest {
    @TempDir private Path directory;

    private AudioFile file(String name, String content) throws Exception {
        Path path = Files.writeString(directory.resolve(name), content);
        return new AudioFile(path, path.toString(), Files.size(path));
    }

    private static String sent(BodyPublisher body) {
        BodySubscriber<String> sink = BodySubscribers.ofString(StandardCharsets.UTF_8);
        body.subscribe(
                new Flow.Subscriber<>() {
                    @Override
                    public void onSubscribe(Flow.Subscription subscription) {
                        sink.onSubscribe(subscription);
                    }

                    @Override
                    public void onNext(ByteBuffer bytes) {
                        sink.onNext(List.of(bytes));
                    }

                    @Override
                    public void onError(Throwable failure) {
                        sink.onError(failure);
                    }

                    @Override
                    public void onComplete() {
                        sink.onComplete();
                    }
                });
        return sink.getBody().toCompletableFuture().join();
    }

    @Test
    void theBodyIsWrittenAsTheFormsOfBrowsersAre() throws Exception {
        // Given
        MultipartUpload upload =
                new MultipartUpload(
                        Map.of("model", "demo"),
                        List.of(file("é \"x\".wav", "first"), file("empty.wav", "")));
        String boundary = upload.contentType().replaceFirst(".*boundary=", "");

        // When
        BodyPublisher body = upload.body();
        String text = sent(body);

        // Then
        assertThat(text)
                .isEqualTo(
                        """
                        --B
                        Content-Disposition: form-data; name="model"
                        Content-Type: text/plain; charset=UTF-8

                        demo
                        --B
                        Content-Disposition: form-data; name="files"; filename="é %22x%22.wav"
                        Content-Type: application/octet-stream

                        first
                        --B
                        Content-Disposition: form-data; name="files"; filename="empty.wav"
                        Content-Type: application/octet-stream


                        --B--
                        """
                                .replace("\n", "\r\n")
                                .replace("--B", "--" + boundary));
        assertThat(body.contentLength()).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void whatIsSentAgainIsTheSame() throws Exception {
        // Given
        MultipartUpload upload = new MultipartUpload(Map.of(), List.of(file("a.wav", "audio")));

        // When
        String first = sent(upload.body());
        String second = sent(upload.body());

        // Then
        assertThat(second).isEqualTo(first);
    }
}
