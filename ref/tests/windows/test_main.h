/* What main() of a test becomes (main.c). */
int test_main(void);
