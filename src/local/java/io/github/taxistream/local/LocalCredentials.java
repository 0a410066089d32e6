package io.github.taxistream.local;

/** Credentials for the emulators: they take any, but the clients want some. */
public final class LocalCredentials {

    private LocalCredentials() {}

    /** Makes all clients of this JVM use them. */
    public static void use() {
        System.setProperty("aws.region", "us-east-1");
        System.setProperty("aws.accessKeyId", "local");
        System.setProperty("aws.secretKey", "local");
        System.setProperty("aws.secretAccessKey", "local");
    }
}
