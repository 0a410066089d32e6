package io.github.taxistream.producer.command;

import io.github.taxistream.ledger.manifest.Manifest;
import io.github.taxistream.ledger.manifest.Tally;
import io.github.taxistream.producer.send.SendCounters;
import java.io.PrintWriter;
import java.util.Locale;

/** The result of a run, in a few lines. */
final class Summary {

    private Summary() {}

    static void print(PrintWriter out, Manifest manifest, SendCounters counters, long nanos) {
        boolean isDryRun = manifest.origin().stream().isEmpty();
        Tally tally = manifest.tally();
        double seconds = nanos / 1e9;
        long stored = counters.storedRecords();
        out.printf(
                Locale.ROOT,
                "%s %,d records in %.1f s, reading included (%,.0f/s).%n",
                manifest.isComplete() ? (isDryRun ? "Wrote" : "Sent") : "Stopped after",
                stored,
                seconds,
                stored / Math.max(seconds, 1e-9));
        out.printf(
                Locale.ROOT,
                isDryRun
                        ? "Nothing was sent. The stream would have %,d trips in %,d zone-hours, and"
                                + " %,d records that would be rejected.%n"
                        : "The stream has %,d trips in %,d zone-hours from this run, and %,d records"
                                + " that will be rejected.%n",
                tally.trips() + tally.duplicateTrips(),
                tally.sums().totals().size(),
                tally.rejected().count());
        tally.rejected()
                .counts()
                .forEach((reason, n) -> out.printf("  rejected %s: %,d%n", reason, n));
        tally.plagues().forEach((plague, n) -> out.printf("  %s: %,d%n", plague.id(), n));
        if (!isDryRun) {
            out.printf(
                    Locale.ROOT,
                    "  %,d requests, %,d throttled; %,d entries sent again, %,d of them after an"
                            + " unknown outcome.%n",
                    counters.requests(),
                    counters.throttledRequests(),
                    counters.retriedEntries(),
                    counters.unknownEntries());
        }
        out.flush();
    }
}
