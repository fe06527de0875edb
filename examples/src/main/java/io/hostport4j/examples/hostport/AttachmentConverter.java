package io.hostport4j.examples.hostport;

import io.hostport4j.core.model.AttachmentId;
import io.hostport4j.core.model.InvalidRequestException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an attachment as lists name it: {@code pods/c1/eth0}, or {@code pods/c1} for its eth0. */
final class AttachmentConverter implements ITypeConverter<AttachmentId> {
    @Override
    public AttachmentId convert(String value) {
        String[] names = value.split("/", -1);
        try {
            if (names.length == 2 || names.length == 3) {
                return new AttachmentId(names[0], names[1], names.length == 3 ? names[2] : "eth0");
            }
        } catch (InvalidRequestException e) {
            throw new TypeConversionException(e.getMessage());
        }
        throw new TypeConversionException("\"" + value + "\" is no attachment; write NETWORK/CONTAINER/INTERFACE, as in pods/c1/eth0");
    }
}
