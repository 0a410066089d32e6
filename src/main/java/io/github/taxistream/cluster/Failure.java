package io.github.taxistream.cluster;

import java.util.Optional;
import org.apache.flink.client.program.ProgramInvocationException;

/** Why a command has failed, in a sentence. */
final class Failure {

    private static final String SETTINGS = "InvalidSettingsException";

    private final Throwable cause;

    private Failure(Throwable cause) {
        this.cause = cause;
    }

    /** The exception that the job's main method threw, or else the innermost cause. */
    static Failure of(Throwable thrown) {
        return new Failure(ofMain(thrown).orElse(innermost(thrown)));
    }

    private static Optional<Throwable> ofMain(Throwable thrown) {
        for (Throwable it = thrown; it != null; it = it.getCause()) {
            if (it instanceof ProgramInvocationException
                    && String.valueOf(it.getMessage()).startsWith("The main method caused an error")
                    && it.getCause() != null
                    // Flink's own exception if the job cannot be submitted.
                    && !String.valueOf(it.getCause().getMessage())
                            .startsWith("Failed to execute")) {
                return Optional.of(it.getCause());
            }
        }
        return Optional.empty();
    }

    private static Throwable innermost(Throwable thrown) {
        Throwable it = thrown;
        while (it.getCause() != null) {
            it = it.getCause();
        }
        return it;
    }

    /** Whether the job's settings are wrong. Its classes are loaded by another loader. */
    boolean isOfSettings() {
        return cause.getClass().getSimpleName().equals(SETTINGS);
    }

    /** The message; with the exception's name if the message is only a name. */
    String sentence() {
        String message = String.valueOf(cause.getMessage());
        return message.contains(" ") ? message : cause.getClass().getName() + ": " + message;
    }
}
