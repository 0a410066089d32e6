package io.github.taxistream.sink;

import org.apache.flink.api.connector.sink2.Sink;

/** A sink on Flink 2. {@code src/flink-1} says why there are two. */
public abstract class PortableSink<T> implements Sink<T> {

    private static final long serialVersionUID = 1L;
}
