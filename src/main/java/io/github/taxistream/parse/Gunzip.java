package io.github.taxistream.parse;

import io.github.taxistream.parse.json.MalformedJsonException;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks gzip (RFC 1952) within bounds; of several members, one after the other.
 *
 * <p>The JDK's own stream silently ends at bytes after the first member that are not another
 * member: they would be lost.
 */
final class Gunzip {

    /**
     * Trips as JSON shrink to about a tenth, so this is three times what a megabyte of them unpacks
     * to.
     */
    static final int MAX_UNPACKED = 32 << 20;

    private static final int HEADER = 10;
    private static final int TRAILER = 8;
    private static final int HAS_HEADER_CRC = 2;
    private static final int HAS_EXTRA = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_COMMENT = 16;

    private final byte[] packed;
    private int at;
    private byte[] unpacked = new byte[0];
    private int length;

    private Gunzip(byte[] packed) {
        this.packed = packed;
    }

    /** Whether the bytes begin as gzip does; no JSON does. */
    static boolean isCompressed(byte[] bytes) {
        return bytes.length >= 2 && bytes[0] == 0x1F && bytes[1] == (byte) 0x8B;
    }

    /**
     * The bytes that were packed.
     *
     * @throws MalformedJsonException if they are damaged or too many, with a sentence that says so
     */
    static byte[] unpack(byte[] packed) throws MalformedJsonException {
        return new Gunzip(packed).unpack();
    }

    private byte[] unpack() throws MalformedJsonException {
        do {
            passHeader();
            inflate();
        } while (at < packed.length && !isPadding());
        return length == unpacked.length ? unpacked : Arrays.copyOf(unpacked, length);
    }

    private void passHeader() throws MalformedJsonException {
        if (packed.length - at < HEADER
                || packed[at] != 0x1F
                || packed[at + 1] != (byte) 0x8B
                || packed[at + 2] != 8) {
            throw broken("no gzip header at byte " + at);
        }
        int flags = packed[at + 3];
        at += HEADER;
        if ((flags & HAS_EXTRA) != 0) {
            need(2);
            at += 2 + (int) littleEndian(2);
        }
        if ((flags & HAS_NAME) != 0) {
            passText();
        }
        if ((flags & HAS_COMMENT) != 0) {
            passText();
        }
        at += (flags & HAS_HEADER_CRC) != 0 ? 2 : 0;
        need(0);
    }

    private void passText() throws MalformedJsonException {
        do {
            need(1);
        } while (packed[at++] != 0);
    }

    private void inflate() throws MalformedJsonException {
        Inflater inflater = new Inflater(true);
        int from = length;
        try {
            inflater.setInput(packed, at, packed.length - at);
            while (!inflater.finished()) {
                makeRoom();
                int more = inflater.inflate(unpacked, length, unpacked.length - length);
                if (more == 0 && !inflater.finished()) {
                    throw broken("it ends too early");
                }
                length += more;
            }
            at = packed.length - inflater.getRemaining();
        } catch (DataFormatException e) {
            throw broken(e.getMessage() == null ? "its data is damaged" : e.getMessage());
        } finally {
            inflater.end();
        }
        checkTrailer(from);
    }

    private void makeRoom() throws MalformedJsonException {
        if (length < unpacked.length) {
            return;
        }
        if (length >= MAX_UNPACKED) {
            throw new MalformedJsonException(
                    String.format(
                            "gzip that unpacks to more than %d MiB: send less in a record",
                            MAX_UNPACKED >> 20));
        }
        int size = Math.max(Math.max(length * 2, packed.length * 4), 1024);
        unpacked = Arrays.copyOf(unpacked, Math.min(size, MAX_UNPACKED));
    }

    private void checkTrailer(int from) throws MalformedJsonException {
        need(TRAILER);
        CRC32 crc = new CRC32();
        crc.update(unpacked, from, length - from);
        long expectedCrc = littleEndian(4);
        at += 4;
        long expectedLength = littleEndian(4);
        at += 4;
        if (crc.getValue() != expectedCrc || (length - from) != expectedLength) {
            throw broken("its checksum is wrong");
        }
    }

    /** Some writers fill up with zeros. */
    private boolean isPadding() {
        for (int i = at; i < packed.length; i++) {
            if (packed[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private long littleEndian(int bytes) {
        long value = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            value = value << 8 | (packed[at + i] & 0xFF);
        }
        return value;
    }

    private void need(int bytes) throws MalformedJsonException {
        if (packed.length - at < bytes) {
            throw broken("it ends too early");
        }
    }

    private static MalformedJsonException broken(String why) {
        return new MalformedJsonException("gzip that cannot be unpacked: " + why);
    }
}
