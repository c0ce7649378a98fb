namespace Proofs.Cli.Tests.Actions.Images;

/// <summary>The image, built once for all of its tests, when the first of them asks for it.</summary>
public sealed class ImageFixture : IDisposable
{
    private readonly Lazy<ContainerEngine> _engine = new(Build);

    /// <summary>The engine with the image built; skips the test where there is none.</summary>
    internal ContainerEngine Engine => _engine.Value;

    public void Dispose()
    {
        if (_engine.IsValueCreated)
        {
            _engine.Value.Dispose();
        }
    }

    private static ContainerEngine Build()
    {
        ContainerEngine? engine = ContainerEngine.Find(out string whyNot);
        Skip.If(engine is null, whyNot);
        try
        {
            engine.Build();
            return engine;
        }
        catch
        {
            engine.Dispose();
            throw;
        }
    }
}

/// <summary>Building keeps every processor busy, which tests that measure time would notice; it runs after them.</summary>
[CollectionDefinition(nameof(ImageTests), DisableParallelization = true)]
public sealed class ImageDefinition : ICollectionFixture<ImageFixture>;
