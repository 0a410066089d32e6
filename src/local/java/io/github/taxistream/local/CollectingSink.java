package io.github.taxistream.local;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Keeps what a job in this JVM writes. */
public final class CollectingSink<T> implements Sink<T> {

    private static final long serialVersionUID = 1L;
    private static final Map<String, Queue<Object>> VALUES = new ConcurrentHashMap<>();

    private final String id = UUID.randomUUID().toString();

    public CollectingSink() {
        VALUES.put(id, new ConcurrentLinkedQueue<>());
    }

    /** What was written, in the order of arrival. */
    @SuppressWarnings("unchecked")
    public List<T> values() {
        return (List<T>) List.copyOf(VALUES.get(id));
    }

    @Override
    @Deprecated
    public SinkWriter<T> createWriter(InitContext context) {
        return new Writer<>(id);
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
        return new Writer<>(id);
    }

    private static final class Writer<T> implements SinkWriter<T> {

        private final String id;

        Writer(String id) {
            this.id = id;
        }

        @Override
        public void write(T value, Context context) {
            VALUES.get(id).add(value);
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() {}
    }
}
