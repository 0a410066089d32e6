package io.github.taxistream.settings;

import java.util.List;

/**
 * Thrown if a job cannot be started with the settings; the message has a sentence for each problem.
 */
public final class InvalidSettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidSettingsException(List<String> problems) {
        super(message(problems));
    }

    private static String message(List<String> problems) {
        return "the settings are wrong:\n  " + String.join("\n  ", problems);
    }
}
