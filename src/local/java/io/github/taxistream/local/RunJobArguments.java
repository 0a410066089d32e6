package io.github.taxistream.local;

import io.github.taxistream.cli.WrongCall;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.RestOptions;

/** What {@code scripts/run-job.sh} is given besides the job's settings. */
final class RunJobArguments {

    private static final Pattern FLINK_OPTION = Pattern.compile("-D([a-z][^=]*)=(.*)");
    private static final Pattern PORT = Pattern.compile("\\d{1,9}");
    private static final Pattern PORTS = Pattern.compile("\\d{1,9}([-,]\\d{1,9})*");
    private static final int HIGHEST_PORT = 65_535;

    private RunJobArguments() {}

    /** Takes Flink's options, like {@code -Dparallelism.default=4}, out of the arguments. */
    static Map<String, String> takeFlinkOptions(List<String> args) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String arg : List.copyOf(args)) {
            Matcher option = FLINK_OPTION.matcher(arg);
            if (option.matches()) {
                args.remove(arg);
                options.put(option.group(1), option.group(2));
            }
        }
        return options;
    }

    /** Takes an option and its value out of the arguments; empty if it is not there. */
    static Optional<String> take(String option, List<String> args) {
        for (String arg : args) {
            if (arg.startsWith(option + "=")) {
                args.remove(arg);
                return Optional.of(arg.substring(option.length() + 1));
            }
        }
        int at = args.indexOf(option);
        if (at < 0 || at + 1 == args.size()) {
            return Optional.empty();
        }
        args.remove(at);
        return Optional.of(args.remove(at));
    }

    /**
     * Checks the ports of the web UI: Flink would wait forever for one that is not a port.
     *
     * @throws WrongCall if one cannot be a port
     */
    static void requirePorts(Map<String, String> flinkOptions) {
        requirePort(RestOptions.PORT.key(), flinkOptions, false);
        requirePort(RestOptions.BIND_PORT.key(), flinkOptions, true);
    }

    private static void requirePort(
            String option, Map<String, String> flinkOptions, boolean severalMayBe) {
        String text = flinkOptions.getOrDefault(option, "0");
        if (!PORTS.matcher(text).matches()
                || (!severalMayBe && !text.matches("\\d+"))
                || PORT.matcher(text).results().anyMatch(RunJobArguments::isTooHigh)) {
            throw new WrongCall(
                    String.format(
                            "-D%s=%s must be a port, a whole number from 0 to %d%s",
                            option,
                            text,
                            HIGHEST_PORT,
                            severalMayBe ? ", or several, like 8081-8180" : ""));
        }
    }

    private static boolean isTooHigh(MatchResult port) {
        return Integer.parseInt(port.group()) > HIGHEST_PORT;
    }

    /**
     * Checks a savepoint on this machine; one elsewhere is looked for when the job starts.
     *
     * @throws WrongCall if there is none
     */
    static void requireThere(Optional<String> savepoint) {
        URI place =
                savepoint.map(text -> new org.apache.flink.core.fs.Path(text).toUri()).orElse(null);
        boolean isLocal =
                place != null && (place.getScheme() == null || place.getScheme().equals("file"));
        if (isLocal && !Files.exists(Path.of(place.getPath()))) {
            throw new WrongCall("there is no savepoint or checkpoint at " + savepoint.get());
        }
    }
}
