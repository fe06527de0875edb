package io.hostport4j.core.cni;

import io.hostport4j.cni.types.CniErrorCode;
import io.hostport4j.cni.types.CniException;
import io.hostport4j.core.BackendUnavailableException;
import io.hostport4j.core.CheckFailedException;
import io.hostport4j.core.ConflictException;
import io.hostport4j.core.DeadlineExceededException;
import io.hostport4j.core.HostListenerException;
import io.hostport4j.core.OperationCancelledException;
import io.hostport4j.core.UnsupportedOptionException;
import io.hostport4j.core.model.HostPortException;
import io.hostport4j.core.model.InvalidRequestException;

/** The one place that knows which error has which code (CNI spec 1.1.0, section 5; from 100 on they are the plugin's own). */
final class CniErrors {
    static final int CONFLICT = 100;
    static final int CHECK_FAILED = 101;
    static final int BACKEND_UNAVAILABLE = 102;

    private CniErrors() {}

    static CniException toCni(HostPortException error) {
        return new CniException(code(error), error.getMessage(), "", error);
    }

    private static int code(HostPortException error) {
        if (error instanceof InvalidRequestException) {
            return CniErrorCode.INVALID_NETWORK_CONFIG.value();
        }
        if (error instanceof UnsupportedOptionException) {
            return CniErrorCode.UNSUPPORTED_FIELD.value();
        }
        if (error instanceof ConflictException || error instanceof HostListenerException) {
            return CONFLICT;
        }
        if (error instanceof CheckFailedException) {
            return CHECK_FAILED;
        }
        if (error instanceof BackendUnavailableException) {
            return BACKEND_UNAVAILABLE;
        }
        if (error instanceof DeadlineExceededException || error instanceof OperationCancelledException) {
            return CniErrorCode.TRY_AGAIN_LATER.value();
        }
        return CniErrorCode.INTERNAL.value();
    }
}
