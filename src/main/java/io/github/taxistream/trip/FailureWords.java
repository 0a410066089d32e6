package io.github.taxistream.trip;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says in words why a file or a server cannot be used: many of Java's exceptions have only a name
 * or a path for a message. In this package because every part of the project may know it.
 */
public final class FailureWords {

    private static final String NOT_THERE = "there is no such file or folder";
    private static final String DENIED = "permission denied";
    private static final String NO_FOLDER = "part of its path is a file and not a folder";

    private static final Map<Class<? extends Exception>, String> OF_CLASSES = new LinkedHashMap<>();

    static {
        OF_CLASSES.put(NoSuchFileException.class, NOT_THERE);
        OF_CLASSES.put(AccessDeniedException.class, DENIED);
        OF_CLASSES.put(NotDirectoryException.class, "it is not a folder");
        OF_CLASSES.put(CharacterCodingException.class, "it is not text in UTF-8");
        OF_CLASSES.put(EOFException.class, "it ends too early");
        OF_CLASSES.put(SocketTimeoutException.class, "no answer came in time");
        OF_CLASSES.put(HttpTimeoutException.class, "no answer came in time");
        OF_CLASSES.put(NoRouteToHostException.class, "there is no route to it");
        OF_CLASSES.put(ClosedChannelException.class, "the connection was closed");
    }

    /** By what the operating system says. */
    private static final Map<String, String> OF_REASONS =
            Map.of(
                    "No such file or directory", NOT_THERE,
                    "Permission denied", DENIED,
                    "Operation not permitted", DENIED,
                    "Is a directory", "it is a folder",
                    "Not a directory", NO_FOLDER,
                    "No space left on device", "the disk is full",
                    "Disk quota exceeded", "the disk quota is used up",
                    "Read-only file system", "its disk is read-only",
                    "File name too long", "its name is too long",
                    "Too many open files", "too many files are open");

    /** Java's older file classes: {@code path (reason)}. */
    private static final Pattern REASON_IN_BRACKETS = Pattern.compile("(?s).* \\(([^()]+)\\)");

    private FailureWords() {}

    /**
     * The reason, without a capital or a full stop, to follow a colon.
     *
     * @return the exception's own text if there are no better words for it here
     */
    public static String of(Throwable failure) {
        Throwable it = failure instanceof UncheckedIOException ? failure.getCause() : failure;
        for (Map.Entry<Class<? extends Exception>, String> words : OF_CLASSES.entrySet()) {
            if (words.getKey().isInstance(it)) {
                return words.getValue();
            }
        }
        if (it instanceof FileAlreadyExistsException) {
            return ((FileAlreadyExistsException) it).getFile() + " is there already";
        }
        if (it instanceof UnknownHostException) {
            return "the host " + it.getMessage() + " is unknown";
        }
        if (it instanceof ConnectException) {
            return it.getMessage() == null ? "the connection is refused" : it.getMessage();
        }
        String reason = reason(it);
        return reason == null
                ? it.getClass().getSimpleName()
                : OF_REASONS.getOrDefault(reason, reason);
    }

    private static String reason(Throwable it) {
        if (it instanceof FileSystemException) {
            String reason = ((FileSystemException) it).getReason();
            return reason == null ? "the file system refuses it" : reason;
        }
        if (it instanceof FileNotFoundException) {
            Matcher matcher = REASON_IN_BRACKETS.matcher(String.valueOf(it.getMessage()));
            return matcher.matches() ? matcher.group(1) : it.getMessage();
        }
        return it.getMessage();
    }
}
