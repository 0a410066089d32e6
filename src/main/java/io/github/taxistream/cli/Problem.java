package io.github.taxistream.cli;

/**
 * A problem that only the user can solve. The message is a whole sentence that names the file,
 * stream or option.
 */
public class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Problem(String sentence) {
        super(sentence);
    }

    public Problem(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
