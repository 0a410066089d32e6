package io.github.taxistream.cli;

/**
 * A problem that the call itself shows: a value that cannot be right, or a file that is named and
 * is not there. Nothing has been sent, written or changed; the exit code is 2.
 */
public final class WrongCall extends Problem {

    private static final long serialVersionUID = 1L;

    public WrongCall(String sentence) {
        super(sentence);
    }

    public WrongCall(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
