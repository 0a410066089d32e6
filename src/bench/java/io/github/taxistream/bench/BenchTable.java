package io.github.taxistream.bench;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What came out, in Markdown. */
final class BenchTable {

    private final StringBuilder text = new StringBuilder();
    private final Map<String, Measures> measures = new LinkedHashMap<>();

    private BenchTable(List<Contender> contenders) {
        for (Contender contender : contenders) {
            measures.put(contender.name(), Measures.of(contender.runs()));
        }
    }

    /**
     * The table.
     *
     * @param source what the trips are
     * @param contenders all of whom have run
     */
    static String of(String source, List<Contender> contenders) {
        BenchTable table = new BenchTable(contenders);
        table.addHead(source, contenders.get(0).runs());
        table.addRows();
        table.addRatios();
        return table.text.toString();
    }

    private void addHead(String source, List<Contender.Run> runs) {
        line(
                "%s, repeated to %,d a run; medians of %d rounds, interleaved; %d cores, Java %s,"
                        + " load %.1f at the end.",
                source,
                runs.get(0).trips(),
                runs.size(),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().feature(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        line("");
        line(
                "| | million trips/s | min–max | CPU s a million trips | trips in the result | bytes"
                        + " allocated a trip | MB of heap | kB of checkpoint |");
        line("|---|---|---|---|---|---|---|---|");
    }

    private void addRows() {
        measures.forEach((name, measure) -> line("| %s | %s |", name, measure.cells()));
    }

    private void addRatios() {
        line("");
        line("| ratio | is | should be |");
        line("|---|---|---|");
        ratio(Lineup.at(Lineup.OURS, 1), Lineup.LIMIT, ">= 0.70");
        ratio(Lineup.at(Lineup.OURS, 2), Lineup.at(Lineup.OURS, 1), ">= 1.6");
        ratio(Lineup.at(Lineup.LONG, 2), Lineup.at(Lineup.LONG, 1), ">= 1.6");
        for (int parallelism = 1; parallelism <= 2; parallelism++) {
            String ours = Lineup.at(Lineup.OURS, parallelism);
            ratio(ours, Lineup.at(Lineup.SAMPLE, parallelism), ">= 4");
            ratio(ours, Lineup.at(Lineup.SQL, parallelism), ">= 3");
        }
        ratio(Lineup.at(Lineup.OURS, 1), Lineup.LAMBDA, "");
        ratio(Lineup.at(Lineup.SKEWED, 2), Lineup.at(Lineup.OURS, 2), ">= 0.90");
        String kept = Lineup.at(Lineup.DUPLICATES_KEPT, 1);
        ratio(Lineup.at(Lineup.DUPLICATES_BY_BYTES, 1), kept, ">= 0.65");
        ratio(Lineup.at(Lineup.DUPLICATES_BY_ID, 1), kept, ">= 0.65");
        ratio(Lineup.at(Lineup.OURS, 1), Lineup.at(Lineup.NO_FILES, 1), "");
        ratio(Lineup.at(Lineup.NO_FILES, 1), Lineup.LIMIT, "");
        ratio(Lineup.PARSER, Lineup.TREE, ">= 4");
        ratio(Lineup.PARSER, Lineup.STREAMING, "");
    }

    private void ratio(String one, String other, String target) {
        if (measures.containsKey(one) && measures.containsKey(other)) {
            double ratio =
                    measures.get(one).tripsPerSecond() / measures.get(other).tripsPerSecond();
            line("| %s / %s | %.2f | %s |", one, other, ratio, target);
        }
    }

    private void line(String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
