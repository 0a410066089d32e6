package io.github.taxistream.stopping;

import io.github.taxistream.local.FlinkOptions;
import io.github.taxistream.local.LocalFlink;
import io.github.taxistream.local.LocalKinesis;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each way to stop, in each state of the source, by each reader: nothing is lost and nothing is
 * doubled. What a drained job leaves in its savepoint is a place in the stream, and no open hour.
 *
 * <p>All cells run at once, as they mostly wait.
 */
@Timeout(300)
class StopsIT {

    private static final int AT_ONCE = 8;
    private static final Map<String, CompletableFuture<Void>> CELLS = new LinkedHashMap<>();

    @TempDir static Path folder;

    private static ExecutorService threads;
    private static LocalKinesis kinesis;
    private static LocalFlink flink;
    private static LocalFlink mortal;

    @BeforeAll
    static void startAll() throws Exception {
        kinesis = LocalKinesis.start();
        flink = startFlink("flink");
        mortal = startFlink("mortal-flink");
        List<StopCell> killed = cells(Stop.KILL);
        // First, and each in a thread of its own: they wait for each other.
        CountDownLatch ready = new CountDownLatch(killed.size());
        CompletableFuture<Void> death = CompletableFuture.runAsync(() -> killWhen(ready));
        threads = Executors.newCachedThreadPool();
        for (StopCell cell : killed) {
            start(threads, cell, ready, death);
        }
        ExecutorService some = Executors.newFixedThreadPool(AT_ONCE);
        for (Stop stop : List.of(Stop.DRAIN, Stop.SAVEPOINT, Stop.CANCEL)) {
            for (StopCell cell : cells(stop)) {
                start(some, cell, new CountDownLatch(1), death);
            }
        }
        some.shutdown();
    }

    private static void start(
            ExecutorService executor,
            StopCell cell,
            CountDownLatch ready,
            CompletableFuture<Void> death) {
        CELLS.put(
                cell.toString(),
                CompletableFuture.runAsync(
                        () -> {
                            try {
                                cell.run(
                                        () -> {
                                            ready.countDown();
                                            death.join();
                                        });
                            } catch (Exception e) {
                                throw new CompletionException(e);
                            } finally {
                                ready.countDown();
                            }
                        },
                        executor));
    }

    private static List<StopCell> cells(Stop stop) {
        List<StopCell> cells = new ArrayList<>();
        for (SourceState state : SourceState.values()) {
            for (boolean isFanOut : new boolean[] {false, true}) {
                if (isFanOut && !state.canBeOfFanOut()) {
                    continue;
                }
                cells.add(
                        new StopCell(
                                stop,
                                state,
                                isFanOut,
                                stop == Stop.KILL ? mortal : flink,
                                kinesis.endpoint(),
                                folder));
            }
        }
        return cells;
    }

    private static void killWhen(CountDownLatch ready) {
        try {
            if (ready.await(2, TimeUnit.MINUTES)) {
                mortal.addTaskManager();
                mortal.endTaskManager(0);
            }
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    private static LocalFlink startFlink(String name) throws Exception {
        Path own = folder.resolve(name);
        Map<String, String> options =
                new HashMap<>(FlinkOptions.local(URI.create("http://127.0.0.1:1"), own));
        options.put("parallelism.default", "60");
        options.put("execution.checkpointing.interval", "500 ms");
        options.put("taskmanager.memory.segment-size", "4 kb");
        options.put("restart-strategy.exponential-delay.initial-backoff", "100 ms");
        return LocalFlink.start(Path.of("flink-conf"), options);
    }

    @AfterAll
    static void stopAll() throws Exception {
        CELLS.clear();
        if (threads != null) {
            threads.shutdownNow();
        }
        for (AutoCloseable started : new AutoCloseable[] {flink, mortal, kinesis}) {
            if (started != null) {
                started.close();
            }
        }
    }

    static Stream<String> cells() {
        return CELLS.keySet().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cells")
    void eachTripCountsOnce(String cell) throws Exception {
        CELLS.get(cell).get();
    }
}
