namespace TestKit;

/// <summary>A folder that is gone after the test.</summary>
public sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("proofs-test-").FullName;

    public string In(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    public void Dispose()
    {
        // git makes its objects read-only; the folders around them decide whether they can go.
        Directory.Delete(Path, recursive: true);
    }
}

/// <summary>A HOME with nothing in it, one for the whole test process.</summary>
public static class EmptyHome
{
    public static string Path { get; } = Create();

    private static string Create()
    {
        string path = Directory.CreateTempSubdirectory("proofs-home-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(path, recursive: true);
        return path;
    }
}
