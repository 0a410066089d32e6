package io.github.taxistream.settings;

import java.util.List;

/** Settings that a job cannot be started with: all that is wrong with them, each a sentence. */
public final class InvalidSettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidSettingsException(List<String> problems) {
        super(message(problems));
    }

    private static String message(List<String> problems) {
        return "the settings are wrong:\n  " + String.join("\n  ", problems);
    }
}
