package io.github.taxistream.local;

import java.io.IOException;
import java.net.URI;

/** Something on this machine that speaks as Kinesis does. */
public interface KinesisEmulator extends AutoCloseable {

    URI endpoint();

    @Override
    void close() throws IOException;
}
