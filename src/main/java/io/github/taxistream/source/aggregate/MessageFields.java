package io.github.taxistream.source.aggregate;

/**
 * Walks over the fields of a message of protocol buffers, and refuses what their own library does.
 *
 * <p>Groups, which nobody writes any more, are refused too. Source: "Encoding" in the guide of
 * protocol buffers.
 */
final class MessageFields {

    private static final int VARINT = 0;
    private static final int EIGHT_BYTES = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FOUR_BYTES = 5;

    private byte[] bytes;
    private int at;
    private int end;
    private int tag;
    private int start;
    private long value;

    /** The tag of a field with a whole number. */
    static int numberTag(int field) {
        return field << 3 | VARINT;
    }

    /** The tag of a field with a text, bytes or a message. */
    static int bytesTag(int field) {
        return field << 3 | LENGTH_DELIMITED;
    }

    /** Goes to the start of the message in this range of bytes. */
    void open(byte[] text, int from, int to) {
        bytes = text;
        at = from;
        end = to;
    }

    /** Reads the next field; false at the end of the message. */
    boolean next() throws MalformedMessageException {
        if (at == end) {
            return false;
        }
        tag = (int) varint();
        if (tag >>> 3 == 0) {
            throw new MalformedMessageException();
        }
        switch (tag & 7) {
            case VARINT:
                value = varint();
                break;
            case EIGHT_BYTES:
                pass(8);
                break;
            case LENGTH_DELIMITED:
                pass(varint());
                break;
            case FOUR_BYTES:
                pass(4);
                break;
            default:
                throw new MalformedMessageException();
        }
        return true;
    }

    /** The field's number and the kind of its value. */
    int tag() {
        return tag;
    }

    /** The value of a field with a whole number. */
    long number() {
        return value;
    }

    /** Where the text, bytes or message of the field begins. */
    int from() {
        return start;
    }

    /** Where the text, bytes or message of the field ends. */
    int to() {
        return at;
    }

    private void pass(long length) throws MalformedMessageException {
        if (length < 0 || length > end - at) {
            throw new MalformedMessageException();
        }
        start = at;
        at += (int) length;
    }

    private long varint() throws MalformedMessageException {
        long number = 0;
        for (int shift = 0; shift < 64 && at < end; shift += 7) {
            byte next = bytes[at++];
            number |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return number;
            }
        }
        throw new MalformedMessageException();
    }

    /** The bytes are no message. */
    static final class MalformedMessageException extends Exception {

        private static final long serialVersionUID = 1L;

        MalformedMessageException() {
            super("no message of protocol buffers", null, false, false);
        }
    }
}
