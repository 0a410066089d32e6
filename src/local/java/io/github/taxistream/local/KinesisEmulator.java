package io.github.taxistream.local;

import java.io.IOException;
import java.net.URI;

/** A server on this machine that speaks Kinesis's protocol. */
public interface KinesisEmulator extends AutoCloseable {

    URI endpoint();

    @Override
    void close() throws IOException;
}
