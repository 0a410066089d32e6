package io.github.taxistream.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalOutputTest {

    private static final int LOOKS = 500;
    private static final String PART = "zone_hourly/pickup_date=2024-01-31/part-0.parquet";

    @TempDir Path folder;

    @Test
    void filesThatVanishWhileTheyAreListedAreNotThere() throws Exception {
        Path part = folder.resolve(PART);
        Files.createDirectories(part.getParent());
        Files.createFile(part);
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Void> writer =
                CompletableFuture.runAsync(() -> writeAndRename(part.getParent(), enough));
        try (LocalOutput output = new LocalOutput(folder)) {
            for (int i = 0; i < LOOKS; i++) {
                assertThat(output.list("zone_hourly")).contains(PART);
            }
        } finally {
            enough.set(true);
            writer.join();
        }
    }

    /** As the job does: a hidden file that gets its name when it is whole. */
    private static void writeAndRename(Path day, AtomicBoolean enough) {
        try {
            for (int i = 0; !enough.get(); i++) {
                Path hour = Files.createDirectories(day.resolve("pickup_hour=" + i % 24));
                Path hidden = Files.createFile(hour.resolve(".part-1.inprogress"));
                Path whole = hour.resolve("part-1.parquet");
                Files.move(hidden, whole, StandardCopyOption.ATOMIC_MOVE);
                Files.delete(whole);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
