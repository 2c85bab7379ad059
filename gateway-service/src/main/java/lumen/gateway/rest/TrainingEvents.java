package lumen.gateway.rest;

import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.ArrayList;
import java.util.List;
import lumen.contracts.rest.TrainingLogView;
import lumen.contracts.rest.TrainingMetricsView;
import lumen.contracts.rest.TrainingView;
import lumen.gateway.store.TrainingQueries.News;
import lumen.gateway.store.TrainingRows.Entry;
import lumen.gateway.store.TrainingRows.LineEntry;
import lumen.gateway.store.TrainingRows.RowEntry;
import lumen.gateway.training.TrainingFollower;

/** Tells one client of a training run's progress, no faster than the client reads. */
final class TrainingEvents implements TrainingFollower.Audience {
    private final EventSender sender;
    private long place;

    /**
     * @param place the place that the client knows
     */
    TrainingEvents(MultiEmitter<? super OutboundSseEvent> emitter, Sse sse, long place) {
        this.sender = new EventSender(emitter, sse);
        this.place = place;
    }

    @Override
    public boolean gone() {
        return sender.gone();
    }

    @Override
    public void advanced(News news, boolean last) throws InterruptedException {
        List<LineEntry> lines = new ArrayList<>();
        for (Entry entry : news.entries()) {
            switch (entry) {
                case LineEntry line -> {
                    if (!lines.isEmpty() && lines.getLast().number() + 1 != line.number()) {
                        send(lines);
                    }
                    lines.add(line);
                }
                case RowEntry row -> {
                    send(lines);
                    place = row.place();
                    sender.send(
                            "metrics",
                            Long.toString(place),
                            TrainingMetricsView.Row.class,
                            row.row());
                }
            }
        }
        send(lines);
        sender.send(
                "training",
                last ? JobEvents.ENDED : Long.toString(place),
                TrainingView.class,
                news.run());
    }

    /** Sends lines that follow each other, and forgets them. */
    private void send(List<LineEntry> lines) throws InterruptedException {
        if (lines.isEmpty()) {
            return;
        }
        place = lines.getLast().place();
        sender.send(
                "lines",
                Long.toString(place),
                TrainingLogView.class,
                new TrainingLogView(
                        lines.getFirst().number(), lines.stream().map(LineEntry::line).toList()));
        lines.clear();
    }

    @Override
    public void idle() {
        sender.comment("still there");
    }
}
