package io.github.taxistream.cluster;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.PluginUtils;

/**
 * Does for {@code scripts/flink-run.sh} what {@code bin/flink} does for people, by Flink's own
 * client. Prints results for the script, one per line, and problems as a sentence on the standard
 * error.
 *
 * <p>{@code FLINK_CONF_DIR} and {@code FLINK_PLUGINS_DIR} apply as for {@code bin/flink}; {@code
 * -DOPTION=VALUE} takes precedence.
 */
public final class ClusterCommand {

    private static final String USAGE =
            "usage: (jobs NAME | stop JOB | drain JOB | check JAR | run JAR) [-DOPTION=VALUE …]"
                    + " [-- ARG …]";

    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private final PrintStream out;
    private final Configuration flink;
    private final List<String> programArgs;

    private ClusterCommand(PrintStream out, Configuration flink, List<String> programArgs) {
        this.out = out;
        this.flink = flink;
        this.programArgs = programArgs;
    }

    /** Exits with 0, 1 if it failed, 2 if the usage or the job's settings are wrong. */
    public static void main(String[] args) {
        System.exit(run(System.out, System.err, args));
    }

    static int run(PrintStream out, PrintStream err, String... args) {
        if (args.length < 2) {
            err.println(USAGE);
            return WRONG_USAGE;
        }
        List<String> rest = List.of(args).subList(2, args.length);
        int end = rest.contains("--") ? rest.indexOf("--") : rest.size();
        List<String> programArgs =
                new ArrayList<>(rest.subList(Math.min(end + 1, rest.size()), rest.size()));
        try {
            Configuration flink =
                    GlobalConfiguration.loadConfiguration(options(rest.subList(0, end)));
            FileSystem.initialize(flink, PluginUtils.createPluginManagerFromRootFolder(flink));
            new ClusterCommand(out, flink, programArgs).execute(args[0], args[1]);
            return 0;
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return WRONG_USAGE;
        } catch (Exception e) {
            Failure failure = Failure.of(e);
            err.println(failure.sentence());
            return failure.isOfSettings() ? WRONG_USAGE : FAILED;
        }
    }

    private static Configuration options(List<String> args) {
        Configuration options = new Configuration();
        for (String arg : args) {
            int equals = arg.indexOf('=');
            if (!arg.startsWith("-D") || equals < 0) {
                throw new IllegalArgumentException(arg + " is not like -DOPTION=VALUE; " + USAGE);
            }
            options.setString(arg.substring("-D".length(), equals), arg.substring(equals + 1));
        }
        return options;
    }

    private void execute(String command, String subject) throws Exception {
        switch (command) {
            case "jobs":
                new Cluster(flink).running(subject).forEach(out::println);
                break;
            case "stop":
                out.println(new Cluster(flink).stop(JobID.fromHexString(subject), false));
                break;
            case "drain":
                out.println(new Cluster(flink).stop(JobID.fromHexString(subject), true));
                break;
            case "check":
                new Program(subject, programArgs, flink).check();
                break;
            case "run":
                out.println(new Program(subject, programArgs, flink).submit());
                break;
            default:
                throw new IllegalArgumentException("there is no \"" + command + "\"; " + USAGE);
        }
    }
}
