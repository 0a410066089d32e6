package io.github.taxistream.sink;

import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;

/**
 * A sink on Flink 1: there it has to have a method that no Flink calls, and whose types Flink 2 has
 * no more. {@code src/flink-2} has the same class without it.
 */
public abstract class PortableSink<T> implements Sink<T> {

    private static final long serialVersionUID = 1L;

    @Override
    @Deprecated
    public final SinkWriter<T> createWriter(InitContext context) {
        throw new UnsupportedOperationException("Flink has another method for this");
    }
}
