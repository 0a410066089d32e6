package io.github.taxistream.producer.command;

import io.github.taxistream.cli.Problem;
import io.github.taxistream.producer.record.OutgoingRecord;
import io.github.taxistream.producer.send.EntryOutcome;
import io.github.taxistream.producer.send.Shard;
import io.github.taxistream.producer.send.StreamEntry;
import io.github.taxistream.producer.send.TripStream;
import io.github.taxistream.trip.FailureWords;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/**
 * Writes records, one per line, instead of sending them. It has one shard, so that they are written
 * in the order of sending.
 */
final class DryRunStream implements TripStream {

    private static final Shard SHARD =
            new Shard("dry-run", BigInteger.ZERO, BigInteger.ONE.shiftLeft(128));
    private static final EntryOutcome STORED = EntryOutcome.stored(SHARD.id());

    private final OutputStream lines;

    private DryRunStream(OutputStream lines) {
        this.lines = lines;
    }

    /** Writes to a file, or for {@code -} to standard output. */
    static DryRunStream to(String file, PrintWriter out) {
        if (!file.equals(SendOptions.STANDARD_OUTPUT)) {
            return new DryRunStream(new BufferedOutputStream(create(file), 1 << 16));
        }
        return new DryRunStream(
                new OutputStream() {
                    @Override
                    public void write(int b) {
                        throw new UnsupportedOperationException("records are written whole");
                    }

                    @Override
                    public void write(byte[] bytes, int offset, int length) {
                        out.print(new String(bytes, offset, length, StandardCharsets.UTF_8));
                    }

                    @Override
                    public void flush() {
                        out.flush();
                    }
                });
    }

    private static OutputStream create(String file) {
        try {
            return Files.newOutputStream(Path.of(file));
        } catch (IOException e) {
            throw new Problem(
                    "The dry run cannot be written to " + file + ": " + FailureWords.of(e), e);
        }
    }

    @Override
    public String description() {
        return "The dry run";
    }

    @Override
    public List<Shard> openShards() {
        return List.of(SHARD);
    }

    @Override
    public List<Shard> allShards() {
        return openShards();
    }

    @Override
    public List<EntryOutcome> put(List<StreamEntry> entries) {
        try {
            for (StreamEntry entry : entries) {
                for (OutgoingRecord record : entry.records()) {
                    lines.write(record.payload());
                    lines.write(NEW_LINE);
                }
            }
        } catch (IOException e) {
            throw new Problem("The dry run cannot be written: " + FailureWords.of(e), e);
        }
        return Collections.nCopies(entries.size(), STORED);
    }

    private static final byte[] NEW_LINE = {'\n'};

    @Override
    public void close() {
        try {
            lines.flush();
            lines.close();
        } catch (IOException e) {
            throw new Problem("The dry run cannot be written: " + FailureWords.of(e), e);
        }
    }
}
