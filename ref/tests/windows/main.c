/* The tests' main() is called test_main() on Windows. Wine's exit status alone proves nothing: what it cannot start
 * prints nothing and exits with 0. So a test that passed says so. */
#include <stdio.h>

int main(void) {
    int status = test_main();
    if (status == 0)
        puts("passed");
    return status;
}
