package io.github.taxistream.bench;

import io.github.taxistream.producer.command.Producer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A stream that has all its trips before anybody reads it. */
final class FullStream {

    static final String NAME = "full";

    private FullStream() {}

    /**
     * Creates it and fills it with made-up trips, all shards alike, and one trip a record: an
     * aggregated stream would be read in one answer a shard, for the emulator does not bound its
     * answers by their bytes.
     */
    static void fill(URI kinesis, int shards, long trips) {
        produce(kinesis, "create-stream", "--shards", String.valueOf(shards), "--wait");
        produce(kinesis, "generate", "--partition-key", "RANDOM", "--trips", String.valueOf(trips));
    }

    private static void produce(URI kinesis, String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--stream", NAME, "--endpoint", kinesis.toString()));
        if (Producer.execute(arguments.toArray(String[]::new)) != 0) {
            throw new IllegalStateException("the stream could not be filled");
        }
    }
}
