package io.github.taxistream.ledger.reading;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Unpacks gzip (RFC 1952) to its last byte; of several members, one after the other.
 *
 * <p>The JDK's own stream silently ends after a member if what follows is damaged, or if the stream
 * below has no bytes at hand just then (JDK-7036144), as one from a network may.
 *
 * <p>Not for use by several threads at once.
 */
public final class GzipStream extends InputStream {

    private static final int BUFFER = 1 << 16;
    private static final int FIXED_HEADER = 10;
    private static final int HAS_HEADER_CRC = 2;
    private static final int HAS_EXTRA = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_COMMENT = 16;
    private static final String NO_MEMBER = "what follows its gzip data is not gzip";

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private int at;
    private int limit;
    private boolean isInMember;
    private boolean isAtEnd;

    /**
     * @param in the packed bytes, which are read in large pieces; closed with this stream
     * @throws IOException if they do not begin as gzip does
     */
    public GzipStream(InputStream in) throws IOException {
        this.in = in;
        beginMember(next(), "it begins as gzip does, but is not gzip");
    }

    /** Whether bytes begin as gzip does. */
    public static boolean isGzip(byte[] bytes) {
        return bytes.length >= 2 && bytes[0] == 0x1F && bytes[1] == (byte) 0x8B;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!isAtEnd) {
            int read = isInMember ? inflate(bytes, offset, length) : 0;
            if (read > 0) {
                crc.update(bytes, offset, read);
                return read;
            }
            if (!isInMember) {
                beginNextMember();
            }
        }
        return -1;
    }

    /** Unpacks some bytes; returns 0 if the member has ended. */
    private int inflate(byte[] bytes, int offset, int length) throws IOException {
        try {
            while (true) {
                int read = inflater.inflate(bytes, offset, length);
                if (read > 0) {
                    return read;
                }
                if (inflater.finished()) {
                    at = limit - inflater.getRemaining();
                    endMember();
                    return 0;
                }
                if (inflater.needsDictionary()) {
                    throw new ZipException("its gzip data is damaged");
                }
                need();
                inflater.setInput(buffer, at, limit - at);
                at = limit;
            }
        } catch (DataFormatException e) {
            throw new ZipException("its gzip data is damaged: " + e.getMessage());
        }
    }

    private void endMember() throws IOException {
        isInMember = false;
        long expectedCrc = littleEndian(4);
        long expectedLength = littleEndian(4);
        if (crc.getValue() != expectedCrc
                || (inflater.getBytesWritten() & 0xFFFF_FFFFL) != expectedLength) {
            throw new ZipException("its gzip data is damaged: a checksum is wrong");
        }
    }

    /** Zeros after the last member are padding, as tapes need it. */
    private void beginNextMember() throws IOException {
        int first = nextOrEnd();
        boolean isPadded = first == 0;
        while (first == 0) {
            first = nextOrEnd();
        }
        if (first < 0) {
            isAtEnd = true;
        } else if (isPadded) {
            throw new ZipException(NO_MEMBER);
        } else {
            beginMember(first, NO_MEMBER);
        }
    }

    private void beginMember(int first, String otherwise) throws IOException {
        if (first != 0x1F || next() != 0x8B || next() != 8) {
            throw new ZipException(otherwise);
        }
        int flags = next();
        skip(FIXED_HEADER - 4);
        skip((flags & HAS_EXTRA) != 0 ? (int) littleEndian(2) : 0);
        skipText((flags & HAS_NAME) != 0);
        skipText((flags & HAS_COMMENT) != 0);
        skip((flags & HAS_HEADER_CRC) != 0 ? 2 : 0);
        inflater.reset();
        inflater.setInput(buffer, at, limit - at);
        at = limit;
        crc.reset();
        isInMember = true;
    }

    private void skip(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            next();
        }
    }

    private void skipText(boolean isThere) throws IOException {
        while (isThere && next() != 0) {
            // A text ends with a zero.
        }
    }

    private long littleEndian(int bytes) throws IOException {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (long) next() << (8 * i);
        }
        return value;
    }

    private int next() throws IOException {
        need();
        return buffer[at++] & 0xFF;
    }

    private int nextOrEnd() throws IOException {
        return fill() ? buffer[at++] & 0xFF : -1;
    }

    private void need() throws IOException {
        if (!fill()) {
            throw new EOFException("its gzip data ends too early");
        }
    }

    /** Whether there are more packed bytes. */
    private boolean fill() throws IOException {
        while (at >= limit) {
            int read = in.read(buffer);
            if (read < 0) {
                return false;
            }
            at = 0;
            limit = read;
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
