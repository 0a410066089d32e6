package io.github.taxistream.lambda;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** A bucket, which the function only ever puts objects into. */
final class S3Store implements ObjectStore {

    private final S3Client client;
    private final String bucket;

    /**
     * @param builder of the client; it gets its HTTP client and its overrides here
     */
    S3Store(S3ClientBuilder builder, String bucket) {
        this.client =
                builder.httpClient(UrlConnectionHttpClient.create())
                        .overrideConfiguration(
                                client -> client.addExecutionInterceptor(new WithoutExpectation()))
                        .build();
        this.bucket = bucket;
    }

    @Override
    public void put(String key, byte[] content) {
        client.putObject(
                request -> request.bucket(bucket).key(key), RequestBody.fromBytes(content));
    }

    /**
     * Sends an object without first asking whether S3 would accept it. Asking pays off only for
     * large objects; and if S3 has closed the connection in the meantime, as it does while Lambda
     * keeps the function idle, the SDK does not try again.
     */
    private static final class WithoutExpectation implements ExecutionInterceptor {

        @Override
        public SdkHttpRequest modifyHttpRequest(
                Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
            return context.httpRequest().toBuilder().removeHeader("Expect").build();
        }
    }
}
