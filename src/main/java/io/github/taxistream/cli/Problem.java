package io.github.taxistream.cli;

/**
 * Something that the user has to know and the program cannot mend. The message is a whole sentence
 * for the user, naming the file, stream or option.
 */
public final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Problem(String sentence) {
        super(sentence);
    }

    public Problem(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
