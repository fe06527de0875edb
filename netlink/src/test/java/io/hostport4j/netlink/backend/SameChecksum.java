package io.hostport4j.netlink.backend;

import io.hostport4j.core.model.AttachmentId;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/** Two attachments whose marks have the same CRC-32, found by trying. */
final class SameChecksum {
    private SameChecksum() {}

    /** By the birthday paradox some 80,000 tries give one pair. */
    static List<AttachmentId> pair() {
        Map<Long, AttachmentId> seen = new HashMap<>();
        for (int i = 0; ; i++) {
            AttachmentId id = new AttachmentId("net", "c" + scattered(i), "eth0");
            AttachmentId before = seen.put(crc(id), id);
            if (before != null) {
                return List.of(before, id);
            }
        }
    }

    static long crc(AttachmentId id) {
        CRC32 crc = new CRC32();
        crc.update(id.owner().text().getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }

    /** Texts that differ in few bits never share a CRC, so the numbers are spread first. */
    private static String scattered(int i) {
        return Long.toString((i * 0x9E3779B97F4A7C15L) >>> 1, Character.MAX_RADIX);
    }
}
