package io.github.taxistream.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A folder that one process at a time may change: several tests, or a test and a person, may want
 * to install the same emulator at once. It is free again when its holder ends, in whatever way.
 */
public final class FolderLock implements AutoCloseable {

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Waits until no other process has the folder. Within a process it is to be taken once only.
     *
     * @param folder beside which the lock's file is put; it need not be there yet
     */
    public static FolderLock of(Path folder) throws IOException {
        FileChannel channel = open(folder);
        channel.lock();
        return new FolderLock(channel);
    }

    /** The same without waiting; empty if another process has the folder. */
    public static Optional<FolderLock> ofFree(Path folder) throws IOException {
        FileChannel channel = open(folder);
        if (channel.tryLock() == null) {
            channel.close();
            return Optional.empty();
        }
        return Optional.of(new FolderLock(channel));
    }

    private static FileChannel open(Path folder) throws IOException {
        Files.createDirectories(folder.toAbsolutePath().getParent());
        return FileChannel.open(
                folder.resolveSibling(folder.getFileName() + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
