package io.hostport4j.cni.json;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files that are to hold a JSON document, and may hold anything. */
public final class JsonFile {

    private JsonFile() {}

    /**
     * The text of a file, which {@link JsonObject#parse(String)} can make a document of.
     *
     * @throws NoSuchFileException when there is no such file
     * @throws IOException when it is no regular file, larger than {@link JsonObject#SIZE_LIMIT}, or not UTF-8; the message is the reason
     */
    public static String text(Path file) throws IOException {
        // Opening a pipe would wait for its writer.
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException("it is no regular file");
        }
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] content = stream.readNBytes(JsonObject.SIZE_LIMIT + 1);
            if (content.length > JsonObject.SIZE_LIMIT) {
                throw new IOException("it is larger than " + JsonObject.SIZE_LIMIT + " bytes");
            }
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        } catch (CharacterCodingException e) {
            throw new IOException("it is not UTF-8 text", e);
        }
    }
}
