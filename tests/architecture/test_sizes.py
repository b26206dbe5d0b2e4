from tests.architecture.tree import functions, name, sources

LONGEST_MODULE = 400
LONGEST_FUNCTION = 40


class TestModules:
    def test_fit_on_a_few_screens(self) -> None:
        long = {
            name(path): lines
            for path in sources("src", "scripts", "bench", "tests")
            if (lines := len(path.read_text().splitlines())) > LONGEST_MODULE
        }

        assert long == {}


class TestFunctions:
    def test_fit_on_one_screen(self) -> None:
        long = {
            f"{name(path)}: {function.name}": lines
            for path in sources("src", "scripts", "bench")
            for function in functions(path)
            if (lines := (function.end_lineno or 0) - function.lineno + 1) > LONGEST_FUNCTION
        }

        assert long == {}
