package io.github.taxistream.savepoint;

import io.github.taxistream.trip.FailureWords;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.PluginUtils;

/**
 * Answers the scripts' questions about a savepoint. Prints one line; exits with 1 if the savepoint
 * cannot be read.
 *
 * <p>Flink's configuration says how to reach the savepoints: {@code FLINK_CONF_DIR} and {@code
 * FLINK_PLUGINS_DIR} apply.
 */
public final class SavepointReport {

    private static final String OPEN_HOURS = "open-hours";
    private static final Set<String> QUESTIONS = Set.of(OPEN_HOURS, "to-go-on-from");
    private static final String USAGE =
            "usage: (open-hours | to-go-on-from) SAVEPOINT [-DOPTION=VALUE …]";

    private SavepointReport() {}

    /**
     * Prints the number of open zone-hours and of their trips, or the savepoint that a job can
     * resume from.
     */
    public static void main(String[] args) {
        System.exit(run(System.out, args));
    }

    /** Flink's options that are not in its configuration file, like that of another S3. */
    private static Configuration options(String[] args) {
        Configuration options = new Configuration();
        for (String arg : args) {
            int equals = arg.indexOf('=');
            if (arg.startsWith("-D") && equals > 0) {
                options.setString(arg.substring("-D".length(), equals), arg.substring(equals + 1));
            }
        }
        return options;
    }

    static int run(PrintStream out, String... args) {
        if (args.length < 2 || !QUESTIONS.contains(args[0])) {
            out.println(USAGE);
            return 2;
        }
        try {
            Configuration flink = GlobalConfiguration.loadConfiguration(options(args));
            FileSystem.initialize(flink, PluginUtils.createPluginManagerFromRootFolder(flink));
            Savepoint savepoint = Savepoint.read(args[1]);
            if (args[0].equals(OPEN_HOURS)) {
                OpenHours open = savepoint.openHours();
                out.println(open.zoneHours() + " " + open.trips());
            } else {
                out.println(savepoint.toGoOnFrom());
            }
            return 0;
        } catch (IOException e) {
            out.println("the savepoint " + args[1] + " cannot be read: " + FailureWords.of(e));
            return 1;
        }
    }
}
