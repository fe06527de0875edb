/* What io.hostport4j.netlink.socket.JniSyscalls needs of C: to call a function of libc with five words. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <jni.h>
#include <stdint.h>

typedef intptr_t words(intptr_t, intptr_t, intptr_t, intptr_t, intptr_t);

JNIEXPORT jlong JNICALL Java_io_hostport4j_netlink_socket_JniSyscalls_address(JNIEnv *env, jclass type, jstring symbol)
{
    (void) type;
    const char *name = (*env)->GetStringUTFChars(env, symbol, NULL);
    if (!name)
        return 0;
    void *address = dlsym(RTLD_DEFAULT, name);
    (*env)->ReleaseStringUTFChars(env, symbol, name);
    return (jlong) (intptr_t) address;
}

JNIEXPORT jint JNICALL Java_io_hostport4j_netlink_socket_JniSyscalls_call(JNIEnv *env, jclass type, jlong function, jlong first,
    jlong second, jlong third, jlong fourth, jlong fifth)
{
    (void) env;
    (void) type;
    int result = (int) ((words *) (intptr_t) function)(first, second, third, fourth, fifth);
    return result == -1 ? -errno : result;
}

JNIEXPORT jlong JNICALL Java_io_hostport4j_netlink_socket_JniSyscalls_memory(JNIEnv *env, jclass type, jobject direct)
{
    (void) type;
    return (jlong) (intptr_t) (*env)->GetDirectBufferAddress(env, direct);
}
