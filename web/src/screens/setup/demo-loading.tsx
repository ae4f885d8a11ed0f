import { useEffect, useState } from 'react';

/** In the order in which the server makes them; it says nothing until all is there. */
const steps = ['agencies and their people', 'places', 'permits', 'inspections', 'what they share'];
const secondsEach = 8;

/** That the demo is being made, for how long already, and how long it takes at most. */
export function DemoLoading() {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  const step = steps[Math.min(steps.length - 1, Math.floor(seconds / secondsEach))];
  return (
    <div className="demo-loading">
      <div className="demo-loading-line" aria-hidden="true" />
      <p>Creating your account, then {step}. This takes up to a minute. Keep this page open.</p>
      <p aria-hidden="true">{seconds} s</p>
    </div>
  );
}
