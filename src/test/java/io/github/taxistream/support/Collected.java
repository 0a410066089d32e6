package io.github.taxistream.support;

import io.github.taxistream.sink.PortableSink;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** A sink that keeps what it gets, for a job in this JVM that does not fail. */
public final class Collected<T> extends PortableSink<T> {

    private static final long serialVersionUID = 1L;

    /** By sink: a job gets a copy of the sink, not the sink itself. */
    private static final Map<String, Queue<Object>> VALUES = new ConcurrentHashMap<>();

    private final String id = UUID.randomUUID().toString();

    /** What came so far, in no order. */
    @SuppressWarnings("unchecked") // Only values of this sink are under its id.
    public List<T> values() {
        return List.copyOf((Queue<T>) VALUES.getOrDefault(id, new ConcurrentLinkedQueue<>()));
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
        return new Writer<>(VALUES.computeIfAbsent(id, key -> new ConcurrentLinkedQueue<>()));
    }

    private static final class Writer<T> implements SinkWriter<T> {

        private final Queue<Object> values;

        Writer(Queue<Object> values) {
            this.values = values;
        }

        @Override
        public void write(T value, Context context) {
            values.add(value);
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() {}
    }
}
