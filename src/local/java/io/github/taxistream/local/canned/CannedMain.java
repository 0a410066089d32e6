package io.github.taxistream.local.canned;

import io.github.taxistream.local.AggregatedRecord;
import io.github.taxistream.local.Certificate;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Serves the lines of a file as the records of a stream, until it is ended. */
@Command(
        name = "canned-kinesis",
        description = "Serves the lines of a file as the records of each shard of a stream.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class CannedMain implements Callable<Integer> {

    /** The Kinesis Producer Library's own default. */
    private static final int MOST_AGGREGATE_BYTES = 51_200;

    @Option(names = "--port", defaultValue = "4567", description = "Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(names = "--records", required = true, description = "A file of one record a line.")
    private Path file;

    @Option(names = "--records-limit", description = "Takes only the first of them.")
    private long mostRecords = Long.MAX_VALUE;

    @Option(names = "--aggregate", description = "Puts many lines into a record.")
    private boolean aggregate;

    @Option(names = "--json", description = "Encodes for JSON at the start, not for CBOR.")
    private boolean json;

    @Option(names = "--shards", defaultValue = "4", description = "Default: ${DEFAULT-VALUE}.")
    private int shards;

    @Option(
            names = "--rounds",
            defaultValue = "1",
            description = "How often each shard has all lines at the start.")
    private double rounds;

    @Option(names = "--rate", defaultValue = "0", description = "Further records/s for a shard.")
    private double rate;

    @Option(names = "--idle", defaultValue = "0", description = "How many shards have nothing.")
    private int idle;

    @Option(names = "--hot", defaultValue = "1", description = "Times the rate of the first shard.")
    private double hot;

    @Option(names = "--lag", defaultValue = "0", description = "Seconds more for the second shard.")
    private long lagSeconds;

    @Option(names = "--limits", description = "Refuses what AWS would refuse.")
    private boolean limits;

    @Option(names = "--tls", description = "Speaks TLS, with the certificate in this store.")
    private Path certificate;

    private CannedMain() {}

    /** Runs until it is ended. */
    public static void main(String[] args) {
        int exitCode = new CommandLine(new CannedMain()).execute(args);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    @Override
    @SuppressWarnings("resource") // The process ends with it.
    public Integer call() throws IOException, GeneralSecurityException {
        List<byte[]> payloads = aggregate ? aggregated(lines()) : lines();
        CannedRecords records = new CannedRecords(payloads, System.currentTimeMillis());
        records.encode(json ? Wire.JSON : Wire.CBOR);
        CannedLoad load =
                new CannedLoad(
                        shards,
                        (long) (rounds * records.count()),
                        rate,
                        idle,
                        hot,
                        lagSeconds,
                        limits);
        CannedKinesis.start(
                new CannedStream(records, load, System::nanoTime),
                port,
                certificate == null ? null : Certificate.in(certificate).context());
        return 0;
    }

    private List<byte[]> lines() throws IOException {
        List<byte[]> lines = new ArrayList<>();
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            for (String line = reader.readLine();
                    line != null && lines.size() < mostRecords;
                    line = reader.readLine()) {
                lines.add(line.getBytes(StandardCharsets.UTF_8));
            }
        }
        return lines;
    }

    /** Lines in the format of the Kinesis Producer Library, each with a key as its own ones. */
    private static List<byte[]> aggregated(List<byte[]> lines) {
        List<byte[]> aggregates = new ArrayList<>();
        int from = 0;
        while (from < lines.size()) {
            AggregatedRecord aggregate = new AggregatedRecord().partitionKey("a");
            int bytes = 0;
            int to = from;
            while (to < lines.size() && bytes + lines.get(to).length < MOST_AGGREGATE_BYTES) {
                bytes += lines.get(to).length + 8;
                aggregate.record(0, lines.get(to++));
            }
            aggregates.add(aggregate.toBytes());
            from = to;
        }
        return aggregates;
    }
}
