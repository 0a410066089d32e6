package io.github.taxistream.bench;

/**
 * The JVM of Flink SQL, which alone has the table API on its class path; see {@link WorkProcess}.
 */
final class SqlProcess {

    private SqlProcess() {}

    /**
     * Runs until standard input ends.
     *
     * @param args as {@link WorkProcess} takes them; the work is always this one
     */
    public static void main(String[] args) throws Exception {
        WorkProcess.run(args, (name, parallelism) -> new FlinkWork(new SqlJob(), parallelism));
    }
}
